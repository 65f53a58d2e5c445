namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>Service accounts, their tokens and what they may.</summary>
public sealed class AccessSessionTests(ClusterFixture fixture)
{
    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task Rights(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "rights");
        var bot = $"--as=system:serviceaccount:{session.Namespace}:bot";
        await session.RunAsync("create serviceaccount bot");
        Assert.Equal("yes\n", await session.RunAsync("auth can-i '*' '*'"));
        Assert.Equal("no\n", (await session.TryAsync($"auth can-i list pods {bot}")).Output);
        Assert.Contains(
            $"pods is forbidden: User \"system:serviceaccount:{session.Namespace}:bot\" cannot list resource \"pods\" in API group \"\" in the namespace \"{session.Namespace}\"",
            await session.FailAsync($"get pods {bot}"));

        await session.RunAsync("create role reader --verb=get,list,watch --resource=pods,pods/log");
        await session.RunAsync($"create rolebinding bot-reads --role=reader --serviceaccount={session.Namespace}:bot");
        await session.EventuallyAsync($"auth can-i list pods {bot}", answer => answer == "yes\n");
        Assert.Equal("yes\n", await session.RunAsync($"auth can-i get pods --subresource=log {bot}"));
        Assert.Equal("no\n", (await session.TryAsync($"auth can-i delete pods {bot}")).Output);
        Assert.Equal("no\n", (await session.TryAsync($"auth can-i list pods {bot} -n default")).Output);
        Assert.Equal("yes\n", await session.RunAsync($"auth can-i get /healthz {bot}"));
        Assert.Matches(@"pods/log +\[\] +\[\] +\[get list watch\]", await session.RunAsync($"auth can-i --list {bot}"));
        Assert.Contains("No resources found", (await session.TryAsync($"get pods {bot}")).Error);
    }

    [Fact]
    public async Task ATokenIsItsAccount()
    {
        await using var session = await Session.StartAsync(fixture.Cluster, "new", "token");
        await session.RunAsync("create serviceaccount bot");
        var token = (await session.RunAsync("create token bot --duration=10m")).Trim();
        Assert.Equal(3, token.Split('.').Length);

        // Without the administrator's certificate, so that the token is all there is.
        var file = Path.Combine(fixture.Cluster.DataDirectory, "token.conf");
        File.Copy(fixture.Cluster.Kubeconfig, file);
        foreach (var command in new[] { $"config set-credentials bot --token={token}", "config set-context --current --user=bot" })
        {
            await session.RunAsync($"--kubeconfig={file} {command}");
        }

        var me = await session.RunAsync($"--kubeconfig={file} auth whoami");
        Assert.Contains($"system:serviceaccount:{session.Namespace}:bot", me);
        Assert.Contains("system:serviceaccounts system:serviceaccounts:" + session.Namespace + " system:authenticated", me.Replace(",", " ", StringComparison.Ordinal).Replace("[", "", StringComparison.Ordinal));
        Assert.Contains("cannot list resource \"secrets\"", await session.FailAsync($"--kubeconfig={file} get secrets"));

        // The token goes with its account.
        await session.RunAsync("delete serviceaccount bot");
        await Eventually.TrueAsync(
            async () => (await session.TryAsync($"--kubeconfig={file} get secrets")).All.Contains("Unauthorized", StringComparison.Ordinal), "the token is refused");
    }
}
