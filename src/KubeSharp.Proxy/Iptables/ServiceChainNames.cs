using System.Security.Cryptography;
using System.Text;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Iptables;

/// <summary>Names of the chains of one service port, as upstream makes them, so that each proxy takes over and cleans up the other's.</summary>
internal readonly record struct ServiceChainNames(ServicePortName Name)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int HashLength = 16;

    public string Cluster => "KUBE-SVC-" + Hash("");

    public string Local => "KUBE-SVL-" + Hash("");

    public string External => "KUBE-EXT-" + Hash("");

    public string Firewall => "KUBE-FW-" + Hash("");

    public string Endpoint(string address) => "KUBE-SEP-" + Hash(address);

    /// <summary>The first 80 bits of a hash, in base32.</summary>
    private string Hash(string suffix)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(Name + Name.Protocol + suffix), hash);
        Span<char> text = stackalloc char[HashLength];
        for (var index = 0; index < HashLength; index++)
        {
            var bit = index * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            text[index] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
