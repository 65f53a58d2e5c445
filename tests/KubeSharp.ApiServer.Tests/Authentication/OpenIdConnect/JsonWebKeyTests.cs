using System.Text;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;

namespace KubeSharp.ApiServer.Tests.Authentication.OpenIdConnect;

public sealed class JsonWebKeyTests
{
    private const string Good = """{"kty":"EC","kid":"good","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    /// <summary>Tokens of the other keys are accepted all the same.</summary>
    [Theory]
    [InlineData("""{"kty":"EC","kid":"off the curve","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""")]
    [InlineData("""{"kty":"EC","kid":"short","crv":"P-256","x":"AA","y":""}""")]
    [InlineData("""{"kty":"RSA","kid":"no modulus","n":"","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"half a character","n":"\ud800","e":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","kid":"no base64","n":"!","e":"AQAB"}""")]
    public void KeysThatAreNone_AreLeftOut(string bad) => Assert.Equal(
        ["good"], JsonWebKey.ReadSet(Encoding.UTF8.GetBytes($$"""{"keys":[{{bad}},{{Good}}]}""")).Select(key => key.KeyId));
}
