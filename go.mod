module github.com/stalcfg/stalcfg

go 1.22
