# The settings come from stalcfg generate --from node.toml --format nix >stalwart-settings.nix, and the build
# fails if the file that the module writes has a finding.
{ config, pkgs, ... }:
{
  imports = [ ./stalwart-settings.nix ];

  services.stalwart-mail.enable = true;

  # The limits that stalcfg generate --from node.toml --systemd prints.
  systemd.services.stalwart-mail.serviceConfig = {
    LimitNOFILE = 65536;
    MemoryHigh = "3481M";
    MemoryMax = "3891M";
  };

  system.checks = [
    (pkgs.runCommand "stalwart-config-check" { nativeBuildInputs = [ pkgs.stalcfg ]; } ''
      stalcfg lint --ram 4GiB --cores 2 ${
        (pkgs.formats.toml { }).generate "config.toml" config.services.stalwart-mail.settings
      }
      touch $out
    '')
  ];
}
