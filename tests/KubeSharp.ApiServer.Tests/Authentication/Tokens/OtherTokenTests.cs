using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authentication.Tokens;

public sealed class OtherTokenTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void StaticTokenFile_ReadsUsersWithGroups()
    {
        var file = StaticTokenFile.Parse("""
            # comment
            secret1,alice,1,"dev,ops"
            secret2,bob,2
            """);
        var alice = Result(file, "secret1")!.User;
        Assert.Equal(("alice", "1"), (alice.Name, alice.UID));
        Assert.Equal(["dev", "ops", "system:authenticated"], alice.Groups);
        Assert.Equal(["system:authenticated"], Result(file, "secret2")!.User.Groups);
        Assert.Null(Result(file, "secret3"));
        Assert.Throws<FormatException>(() => StaticTokenFile.Parse("only,two"));
    }

    [Fact]
    public void BootstrapToken_HoldsUntilItExpires()
    {
        var tokens = new BootstrapTokens(new FakeObjects().Add(BootstrapSecret("2026-01-01T01:00:00Z")), _time);
        var user = Result(tokens, "abcdef.0123456789abcdef")!.User;
        Assert.Equal("system:bootstrap:abcdef", user.Name);
        Assert.Equal(["system:bootstrappers", "system:bootstrappers:kubeadm:default-node-token", "system:authenticated"], user.Groups);
        Assert.Null(Result(tokens, "abcdef.0123456789abcdee"));
        Assert.Null(Result(tokens, "abcdee.0123456789abcdef"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(Result(tokens, "abcdef.0123456789abcdef"));
    }

    /// <summary>These authenticators ask nobody and answer at once.</summary>
    private static TokenResult? Result(ITokenAuthenticator authenticator, string token)
    {
        var answer = authenticator.AuthenticateAsync(token, [], CancellationToken.None);
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }

    private static Secret BootstrapSecret(string expiration) => new()
    {
        Metadata = new ObjectMeta { Namespace = "kube-system", Name = "bootstrap-token-abcdef" },
        Type = "bootstrap.kubernetes.io/token",
        Data = ApiMap<ByteString>.From(new Dictionary<string, string>
        {
            ["token-id"] = "abcdef",
            ["token-secret"] = "0123456789abcdef",
            ["usage-bootstrap-authentication"] = "true",
            ["auth-extra-groups"] = "system:bootstrappers:kubeadm:default-node-token",
            ["expiration"] = expiration,
        }.Select(entry => KeyValuePair.Create(entry.Key, new ByteString(Encoding.UTF8.GetBytes(entry.Value))))),
    };
}
