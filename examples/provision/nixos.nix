# The settings come from stalcfg generate --from node.toml --format nix >stalwart-settings.nix, and the build
# fails if the file that the module writes has a finding.
{ config, lib, pkgs, ... }:
{
  imports = [ ./stalwart-settings.nix ];

  services.stalwart = {
    enable = true;
    package = pkgs.stalwart_0_15 or pkgs.stalwart; # 0.16 reads no such file
    dataDir = "/var/lib/stalwart"; # the store is below it
  };

  # The limits that stalcfg generate --from node.toml --systemd prints.
  systemd.services.stalwart.serviceConfig = {
    LimitNOFILE = lib.mkForce 65536; # the module has a limit of its own
    MemoryHigh = "3481M";
    MemoryMax = "3891M";
  };

  system.checks = [
    (pkgs.runCommand "stalwart-config-check" { nativeBuildInputs = [ pkgs.stalcfg ]; } ''
      stalcfg lint --ram 4GiB --cores 2 ${
        (pkgs.formats.toml { }).generate "config.toml" config.services.stalwart.settings
      }
      touch $out
    '')
  ];
}
