using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Identity;

/// <summary>
/// Signs the tokens of service account Secrets: JWTs that never expire and hold as long as their Secret exists.
/// </summary>
internal sealed class LegacyTokenSigner : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private readonly string _header;

    /// <exception cref="CryptographicException">The PEM holds no RSA or ECDSA private key.</exception>
    public LegacyTokenSigner(string privateKeyPem)
    {
        _key = Load(privateKeyPem);
        var algorithm = _key is RSA ? "RS256" : "ES256";
        var keyId = Base64Url.EncodeToString(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));
        _header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{{\"alg\":\"{algorithm}\",\"kid\":\"{keyId}\"}}"));
    }

    public string Sign(ServiceAccount account, Secret secret)
    {
        using var claims = new MemoryStream();
        using (var json = new Utf8JsonWriter(claims))
        {
            var metadata = account.Metadata;
            json.WriteStartObject();
            json.WriteString("iss", "kubernetes/serviceaccount");
            json.WriteString("kubernetes.io/serviceaccount/namespace", metadata.Namespace);
            json.WriteString("kubernetes.io/serviceaccount/secret.name", secret.Metadata.Name);
            json.WriteString("kubernetes.io/serviceaccount/service-account.name", metadata.Name);
            json.WriteString("kubernetes.io/serviceaccount/service-account.uid", metadata.UID);
            json.WriteString("sub", $"system:serviceaccount:{metadata.Namespace}:{metadata.Name}");
            json.WriteEndObject();
        }

        var content = $"{_header}.{Base64Url.EncodeToString(claims.ToArray())}";
        return $"{content}.{Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(content)))}";
    }

    public void Dispose() => _key.Dispose();

    private static AsymmetricAlgorithm Load(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return rsa;
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(pem);
            return ecdsa;
        }
    }

    private byte[] Signature(byte[] content) => _key switch
    {
        RSA rsa => rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => ecdsa.SignData(content, HashAlgorithmName.SHA256),
        _ => throw new InvalidOperationException("unexpected key"),
    };
}
