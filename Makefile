# The targets are the same lines that .ci/run calls.
GO        ?= go
FUZZTIME  ?= 60s
GOFLAGS_BUILD = -trimpath -ldflags "-s -w"
STATICCHECK = $(GO) run -modfile=tools/staticcheck/go.mod honnef.co/go/tools/cmd/staticcheck

.PHONY: build test race lint fuzz bench golden docs secrets cover

build: ## one static binary in bin/
	CGO_ENABLED=0 $(GO) build $(GOFLAGS_BUILD) -o bin/stalcfg ./cmd/stalcfg

test:
	$(GO) test ./...

race:
	CGO_ENABLED=1 $(GO) test -race -shuffle=on ./...

lint:
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(STATICCHECK) ./...

fuzz: ## every fuzz target for FUZZTIME
	GO=$(GO) FUZZTIME=$(FUZZTIME) sh tools/fuzz.sh

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

golden: ## rewrite the expected outputs
	$(GO) test ./... -update

docs: ## tables and reference pages made from the source
	$(GO) generate ./...

secrets: ## search every output for planted secrets, every combination
	STALCFG_ALL_SECRETS=1 $(GO) test ./cmd/stalcfg -run TestSecretsNeverLeave

cover:
	$(GO) test -coverprofile=cover.out -coverpkg=./... ./...
	$(GO) tool cover -func=cover.out | tail -n 1
