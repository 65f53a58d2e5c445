using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

public sealed class ContinueTokenFuzzTests
{
    [Fact]
    public void Tokens() =>
        new Fuzzer(
            [Encoding.UTF8.GetBytes(new ContinueToken(5, "default/a").Encode()), Encoding.UTF8.GetBytes(new ContinueToken(-1, "a/b/c\0").Encode())], "=", "-", "_").Run(
            input => ContinueToken.Decode(Encoding.UTF8.GetString(input)), error => error is ApiException);

    /// <summary>The JSON within.</summary>
    [Fact]
    public void Contents() =>
        new Fuzzer([Convert.FromBase64String(Padded(new ContinueToken(5, "default/a").Encode()))], "\"rv\":", "\"start\":", "..", "/").Run(
            input => ContinueToken.Decode(Convert.ToBase64String(input).TrimEnd('=').Replace('+', '-').Replace('/', '_')), error => error is ApiException);

    private static string Padded(string token) => token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
}
