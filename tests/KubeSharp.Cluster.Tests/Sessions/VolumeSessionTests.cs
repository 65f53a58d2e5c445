namespace KubeSharp.Cluster.Tests.Sessions;

/// <summary>A claim of the default StorageClass.</summary>
public sealed class VolumeSessionTests(ClusterFixture fixture)
{
    private const string Claim = """
        {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"10Mi"}}}}
        """;

    private const string Volumes = """ "restartPolicy":"Never","volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"data"}}], """;
    private const string Mounts = """ "volumeMounts":[{"name":"data","mountPath":"/data"}], """;

    [Theory]
    [InlineData("old")]
    [InlineData("new")]
    public async Task DataOutlivesItsPodAndGoesWithItsClaim(string kubectl)
    {
        await using var session = await Session.StartAsync(fixture.Cluster, kubectl, "volume");
        Assert.Matches(@"local-path \(default\) +kubesharp.io/local-path +Delete +WaitForFirstConsumer +false", await session.RunAsync("get storageclass"));
        await session.RunAsync("apply -f -", Claim);
        await session.EventuallyAsync("describe pvc data", text => text.Contains("waiting for first consumer to be created before binding", StringComparison.Ordinal));
        Assert.Matches(@"data +Pending +local-path ", await session.RunAsync("get pvc data"));

        await session.RunAsync("apply -f -", Session.Pod("writer", "echo kept > /data/file", Volumes, Mounts));
        await session.EventuallyAsync("get pod writer -o jsonpath={.status.phase}", phase => phase == "Succeeded");
        Assert.Matches(@"data +Bound +pvc-[0-9a-f-]+ +10Mi +RWO +local-path ", await session.RunAsync("get pvc data"));
        var volume = await session.RunAsync("get pvc data -o jsonpath={.spec.volumeName}");
        Assert.Matches($@"{volume} +10Mi +RWO +Delete +Bound +{session.Namespace}/data +local-path ", await session.RunAsync($"get pv {volume}"));
        var path = await session.RunAsync($"get pv {volume} -o jsonpath={{.spec.local.path}}");
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Combine(path, "file")));
        await session.RunAsync("delete pod writer");

        await session.RunAsync("apply -f -", Session.Pod("reader", "cat /data/file; sleep 3600", Volumes, Mounts));
        await session.EventuallyAsync("logs reader", text => text == "kept\n");

        // A claim that is in use waits for its pod.
        await session.RunAsync("delete pvc data --wait=false");
        Assert.Matches(@"data +Terminating ", await session.RunAsync("get pvc data"));
        await session.RunAsync("delete pod reader");
        await session.EventuallyAsync("get pvc data --ignore-not-found", text => text.Length == 0);
        await session.EventuallyAsync($"get pv {volume} --ignore-not-found", text => text.Length == 0);
        Assert.False(Directory.Exists(path), path);
    }
}
