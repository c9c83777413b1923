# One static program in an empty image, run by a user without a name. It needs
# no network: docker run --rm --network none -v "$PWD:/src:ro" stalcfg lint .
FROM golang:1.26-alpine AS build
WORKDIR /build
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /stalcfg ./cmd/stalcfg

FROM scratch
LABEL org.opencontainers.image.title="stalcfg" \
      org.opencontainers.image.description="Lints, generates and compares configuration files of the Stalwart mail server" \
      org.opencontainers.image.source="https://github.com/stalcfg/stalcfg" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /stalcfg /usr/local/bin/stalcfg
COPY LICENSE /LICENSE
ENV PATH=/usr/local/bin
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["stalcfg"]
CMD ["--help"]
