// GridData
