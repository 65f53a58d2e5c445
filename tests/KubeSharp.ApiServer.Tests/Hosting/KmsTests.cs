using System.Text;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Tests.Encryption.Kms;
using KubeSharp.Storage;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A whole server and a KMS v2 plugin that is asked over a unix socket.</summary>
public sealed class KmsTests
{
    [Fact]
    public async Task Secrets_AreSealedWithAKeyOfThePlugin()
    {
        var sockets = Directory.CreateTempSubdirectory("kubesharp-kms-").FullName;
        var socket = Path.Combine(sockets, "kms.sock");
        await using (var plugin = new KmsPlugin(new FakeKms(), socket))
        {
            await plugin.StartAsync(TestContext.Current.CancellationToken);
            await using var server = new SecuredServer { Configure = (options, directory) => WithKms(options, directory, socket) };
            await server.InitializeAsync();
            using var admin = server.ClientOf("admin", "system:masters");
            const string path = "api/v1/namespaces/default/secrets";
            Assert.Equal(
                201, (await SecuredServer.SendAsync(admin, HttpMethod.Post, path, """{"metadata":{"name":"s"},"stringData":{"password":"hunter2"}}""")).Code);
            var read = await server.Store.RangeAsync(
                new RangeRequest(KeyRange.Single("/registry/secrets/default/s")), TestContext.Current.CancellationToken);
            var stored = Encoding.Latin1.GetString(Assert.Single(read.KeyValues).Value.Span);
            Assert.StartsWith("k8s:enc:kms:v2:vault:", stored);
            Assert.DoesNotContain("hunter2", stored);
            Assert.Contains("key-1", stored);
            var (_, secret) = await SecuredServer.SendAsync(admin, HttpMethod.Get, path + "/s");
            Assert.Equal("aHVudGVyMg==", (string)secret["data"]!["password"]!);
        }

        Directory.Delete(sockets, recursive: true);
    }

    private static ApiServerOptions WithKms(ApiServerOptions options, string directory, string socket)
    {
        var file = Path.Combine(directory, "encryption.yaml");
        File.WriteAllText(
            file,
            $$"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: EncryptionConfiguration
            resources:
            - resources: [secrets]
              providers:
              - kms: {apiVersion: v2, name: vault, endpoint: "unix://{{socket}}"}
              - identity: {}
            """);
        return options with { Encryption = new EncryptionOptions { ProviderConfig = file } };
    }
}
