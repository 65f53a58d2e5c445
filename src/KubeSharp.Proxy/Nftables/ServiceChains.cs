using System.IO.Hashing;
using System.Text;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>Names of the chains and sets of one service port. The hash keeps names apart that would be cut to the same text.</summary>
internal sealed class ServiceChains
{
    private const int MaxNameLength = 120;
    private readonly string _suffix;

    public ServiceChains(ServicePortName name)
    {
        var text = $"{name.Namespace}/{name.Name}/{name.Protocol}/{name.Port}";
        _suffix = Hash(text) + "-" + text;
    }

    public string Service => Cut("service-" + _suffix);

    public string Local => Cut("local-" + _suffix);

    public string External => Cut("external-" + _suffix);

    public string Firewall => Cut("firewall-" + _suffix);

    public string Endpoint(Endpoint endpoint) => Cut("endpoint-" + Hash(_suffix + endpoint.Address + endpoint.Port) + "-" + _suffix[9..] + "__" + Address(endpoint));

    public string Affinity(Endpoint endpoint) => Cut("affinity-" + Hash(_suffix + endpoint.Address + endpoint.Port) + "-" + _suffix[9..] + "__" + Address(endpoint));

    private static string Address(Endpoint endpoint) => endpoint.Address.Replace(':', '.') + "/" + endpoint.Port;

    private static string Hash(string text) => Convert.ToHexStringLower(XxHash32.Hash(Encoding.UTF8.GetBytes(text)));

    private static string Cut(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength];
}
