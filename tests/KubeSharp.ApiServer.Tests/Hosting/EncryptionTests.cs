using System.Text;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.Storage;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>What lies in the store of a whole server that encrypts.</summary>
public sealed class EncryptionTests
{
    private const string Secret = "api/v1/namespaces/default/secrets";

    [Fact]
    public async Task Secrets_AreEncrypted_OthersAreNot_AndAKeyThatChangesIsTakenUpByAReplacement()
    {
        var file = "";
        var server = new SecuredServer
        {
            Configure = (options, directory) =>
            {
                file = Path.Combine(directory, "encryption.yaml");
                File.WriteAllText(file, Configuration("identity: {}", "identity: {}"));
                return options with { Encryption = new EncryptionOptions { ProviderConfig = file, AutomaticReload = true } };
            },
        };
        await using var running = server;
        await server.InitializeAsync();
        using var admin = server.ClientOf("admin", "system:masters");
        const string Body = """{"metadata":{"name":"s"},"stringData":{"password":"hunter2"}}""";
        Assert.Equal(201, (await SecuredServer.SendAsync(admin, HttpMethod.Post, Secret, Body)).Code);
        Assert.Contains("hunter2", await StoredAsync(server, "secrets/default/s"));

        const string Key = "keys: [{name: one, secret: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=}]";
        await File.WriteAllTextAsync(file, Configuration($"secretbox: {{{Key}}}", "identity: {}"), TestContext.Current.CancellationToken);
        var stored = "";
        while (!stored.StartsWith("k8s:enc:secretbox:v1:one:", StringComparison.Ordinal))
        {
            // The same object again, as a migration does it: nothing changes but its form, as soon as the file has been noticed.
            var (code, current) = await SecuredServer.SendAsync(admin, HttpMethod.Get, Secret + "/s");
            Assert.Equal(200, code);
            Assert.Equal("aHVudGVyMg==", (string)current["data"]!["password"]!);
            Assert.Equal(200, (await SecuredServer.SendAsync(admin, HttpMethod.Put, Secret + "/s", current.ToJsonString())).Code);
            stored = await StoredAsync(server, "secrets/default/s");
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.DoesNotContain("hunter2", stored);
        await SecuredServer.SendAsync(admin, HttpMethod.Post, "api/v1/namespaces/default/configmaps", """{"metadata":{"name":"c"},"data":{"k":"plain"}}""");
        Assert.Contains("plain", await StoredAsync(server, "configmaps/default/c"));
        var (_, list) = await SecuredServer.SendAsync(admin, HttpMethod.Get, Secret);
        Assert.Equal("aHVudGVyMg==", (string)list["items"]![0]!["data"]!["password"]!);
    }

    private static async Task<string> StoredAsync(SecuredServer server, string path)
    {
        var read = await server.Store.RangeAsync(new RangeRequest(KeyRange.Single("/registry/" + path)), TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(Assert.Single(read.KeyValues).Value.Span);
    }

    private static string Configuration(params string[] providers) =>
        $"apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n- resources: [secrets]\n  providers: [{string.Join(", ", providers.Select(provider => $"{{{provider}}}"))}]\n";
}
