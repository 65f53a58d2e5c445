namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>What a user does with an application, command by command, with the oldest kubectl that has to work and the newest.</summary>
[Collection(GuestbookCollection.Name)]
public sealed class GuestbookSessionTests(ClusterFixture fixture)
{
    private readonly ClusterUnderTest _cluster = fixture.Cluster;
    private string _kubectl = "";

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task TheWholeSession(string kubectl)
    {
        _kubectl = kubectl;
        var guestbook = new Guestbook(_cluster, kubectl);
        await guestbook.DeployAsync();
        await LookAsync();
        await ReachIntoAsync(await guestbook.AnyPodAsync());
        await ChangeAsync(guestbook);
        await PatchAsync();
        await guestbook.RemoveAsync();
    }

    private async Task LookAsync()
    {
        var nodes = await RunAsync("get nodes -o wide");
        Assert.Contains(" Ready ", nodes);
        Assert.Contains("+kubesharp", nodes);
        Assert.Contains("containerd://", nodes);
        Assert.StartsWith("NAME", (await RunAsync("-n guestbook get pods -o wide")).TrimStart());
        var all = await RunAsync("-n guestbook get pods,svc,endpointslices -o wide");
        foreach (var column in new[] { "READY", "RESTARTS", "NOMINATED NODE", "CLUSTER-IP", "PORT(S)", "ADDRESSTYPE", "ENDPOINTS" })
        {
            Assert.Contains(column, all);
        }

        Assert.Contains("Successfully assigned guestbook/web-", await RunAsync("-n guestbook get events"));
        Assert.Contains("containers", await RunAsync("explain pod.spec"));
        Assert.Contains("deployments", await RunAsync("api-resources"));
        Assert.Equal("yes", (await RunAsync("auth can-i create pods")).Trim());
        Assert.Contains("Started", await RunAsync("-n guestbook describe pods -l app=web"));
        Assert.Contains("Allocatable", await RunAsync("describe nodes"));
    }

    private async Task ReachIntoAsync(string pod)
    {
        Assert.Equal("greeting\nmotd", (await RunAsync($"-n guestbook exec {pod} -- ls /config")).Trim());
        Assert.Equal("typed in", (await RunAsync($"-n guestbook exec -i {pod} -- cat", "typed in")).Trim());
        var failed = await _cluster.TryKubectlAsync(_kubectl, $"-n guestbook exec {pod} -- sh -c 'exit 3'");
        Assert.Equal(3, failed.ExitCode);
        var file = Path.Combine(_cluster.DataDirectory, "copied");
        await RunAsync($"cp guestbook/{pod}:/etc/passwd {file}".Replace("/etc/passwd", "etc/passwd"));
    }

    private async Task ChangeAsync(Guestbook guestbook)
    {
        await RunAsync("-n guestbook scale deployment/web --replicas=4");
        await RunAsync("-n guestbook rollout status deployment/web --timeout=60s");
        await RunAsync("-n guestbook set image deployment/web web=kubesharp.local/web:2");
        await RunAsync("-n guestbook rollout status deployment/web --timeout=90s");
        Assert.EndsWith("(version 2)", await Guestbook.GetAsync(await guestbook.ClusterIPAsync()));
        await RunAsync("-n guestbook rollout undo deployment/web");
        await RunAsync("-n guestbook rollout status deployment/web --timeout=90s");
        Assert.EndsWith("(version 1)", await Guestbook.GetAsync(await guestbook.ClusterIPAsync()));

        var pod = await guestbook.AnyPodAsync();
        await RunAsync($"-n guestbook delete pod {pod}");
        await _cluster.EventuallyAsync(_kubectl, "-n guestbook get deployment web -o jsonpath={.status.availableReplicas}", count => count == "4");
    }

    private async Task PatchAsync()
    {
        await RunAsync("-n guestbook label configmap web color=green");
        await RunAsync("-n guestbook annotate configmap web example.org/note=kept");
        await RunAsync("""-n guestbook patch configmap web --type=json -p '[{"op":"add","path":"/data/json","value":"1"}]'""");
        await RunAsync("""-n guestbook patch configmap web --type=merge -p '{"data":{"merge":"2"}}'""");
        await RunAsync("""-n guestbook patch deployment web --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","env":[{"name":"ADDED","value":"3"}]}]}}}}'""");
        Assert.Equal("1 2", await RunAsync("-n guestbook get configmap web -o 'jsonpath={.data.json} {.data.merge}'"));
        Assert.Contains("GREETING", await RunAsync("-n guestbook get deployment web -o jsonpath={.spec.template.spec.containers[0].env[*].name}"));

        const string applied = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"ssa","namespace":"guestbook"},"data":{"a":"1"}}""";
        await RunAsync("apply --server-side --field-manager=tester -f -", applied);
        var conflict = await _cluster.TryKubectlAsync(
            _kubectl, "apply --server-side --field-manager=other -f -", applied.Replace("\"1\"", "\"2\""));
        Assert.Contains("conflict with \"tester\"", conflict.All);
        await RunAsync("apply --server-side --field-manager=other --force-conflicts -f -", applied.Replace("\"1\"", "\"2\""));
        var diff = await _cluster.TryKubectlAsync(_kubectl, "diff -f -", applied.Replace("\"1\"", "\"5\""));
        Assert.Equal(1, diff.ExitCode);
        Assert.Contains("+  a: \"5\"", diff.Output);
    }

    private Task<string> RunAsync(string command, string input = "") => _cluster.KubectlAsync(_kubectl, command, input);
}
