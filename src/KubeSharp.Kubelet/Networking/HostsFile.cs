using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Networking;

/// <summary>The /etc/hosts that the kubelet gives to a pod's containers.</summary>
internal static class HostsFile
{
    public static string ForPod(IReadOnlyList<string> podIPs, PodHostname name, ApiList<HostAlias> aliases)
    {
        var text = new StringBuilder()
            .Append("# Kubernetes-managed hosts file.\n")
            .Append("127.0.0.1\tlocalhost\n")
            .Append("::1\tlocalhost ip6-localhost ip6-loopback\n")
            .Append("fe00::0\tip6-localnet\n")
            .Append("fe00::0\tip6-mcastprefix\n")
            .Append("fe00::1\tip6-allnodes\n")
            .Append("fe00::2\tip6-allrouters\n");
        foreach (var address in podIPs)
        {
            text.Append(address).Append('\t');
            if (name.Domain.Length > 0)
            {
                text.Append(name.Hostname).Append('.').Append(name.Domain).Append('\t');
            }
            text.Append(name.Hostname).Append('\n');
        }
        return AppendAliases(text, aliases);
    }

    public static string ForHostNetwork(string hostFile, ApiList<HostAlias> aliases) =>
        AppendAliases(new StringBuilder("# Kubernetes-managed hosts file (host network).\n").Append(hostFile), aliases);

    private static string AppendAliases(StringBuilder text, ApiList<HostAlias> aliases)
    {
        if (!aliases.IsEmpty)
        {
            text.Append("\n# Entries added by HostAliases.\n");
            foreach (var alias in aliases)
            {
                text.Append(alias.IP).Append('\t').AppendJoin('\t', alias.Hostnames).Append('\n');
            }
        }
        return text.ToString();
    }
}
