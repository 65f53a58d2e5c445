using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.Fuzz.Testing;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>Tokens and keys that are nearly right. Nobody has shown who he is at this point.</summary>
public sealed class CredentialFuzzTests
{
    private const string Header = """{"alg":"RS256","kid":"k","typ":"JWT"}""";

    private const string Claims =
        """
        {"iss":"https://kubernetes.default.svc","sub":"system:serviceaccount:default:a","aud":["x"],"exp":1900000000,"iat":1700000000,"nbf":1700000000,"jti":"1",
        "kubernetes.io":{"namespace":"default","serviceaccount":{"name":"a","uid":"u"},"pod":{"name":"p","uid":"q"},"node":{"name":"n","uid":"m"},"warnafter":1800000000}}
        """;

    [Fact]
    public void Tokens() => new Fuzzer([Encoding.ASCII.GetBytes($"{Encode(Header)}.{Encode(Claims)}.AAAA")], ".", "..", "=", "-", "_").Run(
        input => JsonWebToken.TryParse(Encoding.Latin1.GetString(input)), static _ => false);

    [Fact]
    public void TokenHeaders() => new Fuzzer([Encoding.UTF8.GetBytes(Header)], "\"crit\":", "none", "\"alg\":", "\"kid\":").Run(
        input => JsonWebToken.TryParse($"{Base64Url.EncodeToString(input)}.e30.AAAA"), static _ => false);

    [Fact]
    public void ServiceAccountClaims() => new Fuzzer([Encoding.UTF8.GetBytes(Claims)], "1e300", "\"exp\":", "\"aud\":", "9999999999999999").Run(
        input =>
        {
            ServiceAccountClaimsReader.IssuerOf(input);
            ServiceAccountClaimsReader.TryRead(input);
        },
        static _ => false);

    [Fact]
    public void KeySets() => new Fuzzer(
        [
            """{"keys":[{"kty":"RSA","kid":"a","use":"sig","alg":"RS256","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri","e":"AQAB"}]}"""u8.ToArray(),
            """{"keys":[{"kty":"EC","kid":"b","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"""u8.ToArray(),
        ],
        "\"kty\":", "P-521", "\"e\":\"\"").Run(
        input =>
        {
            foreach (var key in JsonWebKey.ReadSet(input))
            {
                foreach (var algorithm in JsonWebKey.Algorithms)
                {
                    Assert.False(key.Verify(algorithm, input, input));
                }
            }
        },
        error => error is JsonException);

    [Fact]
    public void WebSocketProtocols() => new Fuzzer(
        [Encoding.ASCII.GetBytes("base64url.bearer.authorization.k8s.io.dG9rZW4, v4.channel.k8s.io")], "base64url.bearer.authorization.k8s.io.", ",", " ").Run(
        input =>
        {
            var http = new DefaultHttpContext();
            http.Request.Headers.Upgrade = "websocket";
            http.Request.Headers.Connection = "Upgrade";
            http.Request.Headers.SecWebSocketProtocol = Encoding.Latin1.GetString(input);
            WebSocketBearer.TryTake(http.Request, out _);
        },
        error => error is KubeSharp.Api.ApiException);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
