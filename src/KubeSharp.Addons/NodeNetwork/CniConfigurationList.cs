namespace KubeSharp.Addons.NodeNetwork;

/// <summary>The network configuration list of the pod network (CNI specification 0.4.0).</summary>
internal static class CniConfigurationList
{
    public const string FileName = "10-kubesharp.conflist";

    public static string Render(NodeNetworkOptions options, IEnumerable<string> podCidrs, int mtu) =>
        $$"""
        {
          "cniVersion": "0.4.0",
          "name": "kubesharp",
          "plugins": [
            {
              "type": "bridge",
              "bridge": "{{options.Bridge}}",
              "isDefaultGateway": true,
              "ipMasq": false,
              "hairpinMode": true,
              "mtu": {{mtu}},
              "ipam": {
                "type": "host-local",
                "dataDir": "{{options.LeaseDirectory}}",
                "ranges": [{{string.Join(", ", podCidrs.Select(cidr => $$"""[{"subnet": "{{cidr}}"}]"""))}}]
              }
            },
            {
              "type": "portmap",
              "capabilities": {"portMappings": true}
            }
          ]
        }

        """;
}
