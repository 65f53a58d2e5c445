using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;

namespace KubeSharp.ApiServer.Tests.Authentication.OpenIdConnect;

/// <summary>An OpenID Connect issuer that rotates its keys when told.</summary>
internal sealed class FakeIssuer : IIssuerDocuments
{
    private readonly List<(string KeyId, AsymmetricAlgorithm Key)> _keys = [];

    public FakeIssuer() => Rotate(RSA.Create(2048));

    public string Url { get; set; } = "https://issuer.test";

    /// <summary>How often the key set was asked for.</summary>
    public int Fetches { get; private set; }

    public bool IsDown { get; set; }

    /// <summary>Signs with this key from now on, and publishes no other.</summary>
    public void Rotate(AsymmetricAlgorithm key)
    {
        _keys.Clear();
        _keys.Add(($"key-{Guid.NewGuid()}", key));
    }

    public string Sign(JsonObject claims)
    {
        var (keyId, key) = _keys[^1];
        var header = new JsonObject { ["alg"] = key is RSA ? "RS256" : "ES256", ["kid"] = keyId };
        var signed = Encode(header) + "." + Encode(claims);
        var data = Encoding.ASCII.GetBytes(signed);
        var signature = key is RSA rsa
            ? rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    public Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken) =>
        IsDown ? throw new HttpRequestException("the issuer is down") : Task.FromResult(Answer(address.AbsolutePath));

    public byte[] Answer(string path) => Encoding.UTF8.GetBytes((path == "/keys" ? KeySet() : Discovery()).ToJsonString());

    private static string Encode(JsonNode node) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(node.ToJsonString()));

    private JsonObject Discovery() => new() { ["issuer"] = Url, ["jwks_uri"] = Url + "/keys" };

    private JsonObject KeySet()
    {
        Fetches++;
        return new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(JsonNode (key) => Jwk(key.KeyId, key.Key))]) };
    }

    private static JsonObject Jwk(string keyId, AsymmetricAlgorithm key)
    {
        if (key is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["kid"] = keyId,
                ["use"] = "sig",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            };
        }

        var point = ((ECDsa)key).ExportParameters(false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["kid"] = keyId,
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }
}
