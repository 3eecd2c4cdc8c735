# Modelled years of the grid, for any study: one rule, of the zone table and a seed.

$(OUT)/energy-data/%_2024_5_minute.csv: $(bin)/gridgen $(zones) $$(@D)/gridgen.json | $$(@D)/.
	$(call say,GRID,$(*F) (modelled))$(call make_once,$@,$(bin)/gridgen --config $(@D)/gridgen.json --zones $(zones) --zone $(*F) --quiet -o)

## make compare-years  is each modelled year like the measured one of its zone? Files of GRID, else of energy-data
.PHONY: compare-years
compare-years: grid_measured = $(wildcard $(addprefix $(or $(GRID),energy-data)/,*.csv *.csv.gz))
compare-years: tools
	@$(if $(grid_measured),PATH="$(bin):$$PATH" energy-data/compare_years.py --seeds 5 $(grid_measured), \
	  echo "make: no CSV file in $(or $(GRID),energy-data); say where: make compare-years GRID=DIR" >&2; exit 66)
