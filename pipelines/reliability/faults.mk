## make faults     system calls that fail, full disks, readers that go away; N signals in studies (default: 100): nothing is lost
.PHONY: faults
faults: tools
	@pipelines/reliability/faults.sh $(bin) $(or $(N),100) $(or $(SEED),1) $(OUT)/faults
