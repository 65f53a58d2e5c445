using System.Security.Cryptography;
using System.Text;

namespace KubeSharp.ApiServer.Bootstrap.Identity;

/// <summary>The name of an API server among those of its cluster (KEP-1965), which follows from that of its host.</summary>
internal static class ServerIdentity
{
    public const string Label = "apiserver.kubernetes.io/identity";
    public const string LabelValue = "kube-apiserver";

    private const int HashBytes = 16;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";

    public static string NameOf(string hostname) => "apiserver-" + Base32(SHA256.HashData(Encoding.UTF8.GetBytes(hostname)).AsSpan(0, HashBytes));

    /// <summary>RFC 4648, section 6, in lower case and without padding.</summary>
    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var next in bytes)
        {
            (bits, count) = ((bits << 8) | next, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Digits[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return count == 0 ? text.ToString() : text.Append(Digits[(bits << (5 - count)) & 31]).ToString();
    }
}
