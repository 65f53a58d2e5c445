using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Authentication.OpenIdConnect;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>ID tokens of an issuer of the test's own, over HTTPS, against a whole server.</summary>
public sealed class IdTokenTests
{
    [Fact]
    public async Task IdToken_LogsIn_AndAnonymousGetsNoFurtherThanThePathsNamed()
    {
        await using var issuer = await IssuerServer.StartAsync(TestContext.Current.CancellationToken);
        var server = new SecuredServer
        {
            Configure = (options, directory) =>
            {
                var path = Path.Combine(directory, "authentication.yaml");
                File.WriteAllText(path, ConfigurationOf(issuer));
                return options with { Access = options.Access! with { AuthenticationConfig = path } };
            },
        };
        await using var running = server;
        await server.InitializeAsync();

        using var client = server.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Issuer.Sign(Claims(issuer)));
        var (code, review) = await SecuredServer.SendAsync(
            client, HttpMethod.Post, "apis/authentication.k8s.io/v1/selfsubjectreviews",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""");
        Assert.Equal(201, code);
        Assert.Equal("test:jane", (string)review["status"]!["userInfo"]!["username"]!);

        using var anonymous = server.NewClient();
        using var livez = await anonymous.GetAsync("livez", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)livez.StatusCode);
        Assert.Equal(401, (await SecuredServer.SendAsync(anonymous, HttpMethod.Get, "version")).Code);
    }

    private static JsonObject Claims(IssuerServer issuer) => new()
    {
        ["iss"] = issuer.Issuer.Url,
        ["sub"] = "jane",
        ["aud"] = "cluster",
        ["exp"] = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
    };

    private static string ConfigurationOf(IssuerServer issuer) => new JsonObject
    {
        ["apiVersion"] = "apiserver.config.k8s.io/v1",
        ["kind"] = "AuthenticationConfiguration",
        ["anonymous"] = new JsonObject { ["enabled"] = true, ["conditions"] = new JsonArray(new JsonObject { ["path"] = "/livez" }) },
        ["jwt"] = new JsonArray(new JsonObject
        {
            ["issuer"] = new JsonObject
            {
                ["url"] = issuer.Issuer.Url,
                ["certificateAuthority"] = issuer.CertificatePem,
                ["audiences"] = new JsonArray("cluster"),
            },
            ["claimMappings"] = new JsonObject { ["username"] = new JsonObject { ["claim"] = "sub", ["prefix"] = "test:" } },
        }),
    }.ToJsonString();
}
