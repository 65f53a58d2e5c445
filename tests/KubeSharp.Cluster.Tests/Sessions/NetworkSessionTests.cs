using System.Text.RegularExpressions;

namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>port-forward and expose.</summary>
public sealed class NetworkSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task PortForward(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "forward");
        await session.RunAsync("create deployment web --image=kubesharp.local/web:1");
        await session.RunAsync("set env deployment/web GREETING=Forwarded");
        await session.RunAsync("expose deployment web --port=80 --target-port=8080");
        await session.RunAsync("rollout status deployment/web --timeout=60s");
        var pod = await session.EventuallyAsync("get pods -o name", names => names.Count(letter => letter == '\n') == 1);

        foreach (var target in new[] { pod.Trim() + " :8080", "service/web :80", "deployment/web :8080" })
        {
            await using var forward = session.Start("port-forward " + target);
            var port = PortOf(await forward.SeeAsync("Forwarding from 127.0.0.1:"));
            for (var request = 0; request < 3; request++)
            {
                Assert.StartsWith("Forwarded from web-", await Guestbook.GetAsync("127.0.0.1:" + port));
            }

            await forward.SeeAsync("Handling connection for " + port);
        }

        if (!session.IsNew)
        {
            // It waits for ever now and then when nobody listens: client-go mended that later.
            return;
        }

        await using var nobody = session.Start($"port-forward {pod.Trim()} :81");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await Assert.ThrowsAnyAsync<HttpRequestException>(
            async () => await client.GetAsync("http://127.0.0.1:" + PortOf(await nobody.SeeAsync("Forwarding from 127.0.0.1:"))));
        await nobody.SeeAsync("connect: connection refused");
    }

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Expose(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "expose");
        await session.RunAsync("create deployment web --image=kubesharp.local/web:1");
        Assert.Equal("service/web exposed", (await session.RunAsync("expose deployment web --port=80 --target-port=8080 --type=NodePort")).Trim());
        await session.RunAsync("rollout status deployment/web --timeout=60s");

        var row = (await session.RunAsync("get service web --no-headers -o wide")).Trim();
        Assert.Matches(@"^web +NodePort +10\.97\.\d+\.\d+ +<none> +80:3\d{4}/TCP +\d+s +app=web$", row);
        var address = await session.RunAsync("get service web -o jsonpath={.spec.clusterIP}");
        await session.EventuallyAsync("get endpointslices -l kubernetes.io/service-name=web", text => text.Contains("8080", StringComparison.Ordinal));
        await Eventually.TrueAsync(async () => (await Guestbook.GetAsync(address)).Contains("from web-", StringComparison.Ordinal), "the service answers");
        Assert.Matches(@"Endpoints: +10\.245\.\d+\.\d+:8080", await session.RunAsync("describe service web"));
    }

    private static string PortOf(string output) => Regex.Match(output, @"127\.0\.0\.1:(\d+) ->").Groups[1].Value;
}
