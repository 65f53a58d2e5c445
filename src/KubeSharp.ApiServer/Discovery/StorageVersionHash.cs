using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>Lets clients see that the stored version of a resource has changed: the begin of the SHA-256 of its name.</summary>
internal static class StorageVersionHash
{
    public static string Of(ApiType stored) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{stored.Group}/{stored.Version}/{stored.Kind}")).AsSpan(0, 8));
}
