PlotTool.start()
