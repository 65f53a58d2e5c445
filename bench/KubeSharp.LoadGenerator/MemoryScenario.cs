namespace KubeSharp.LoadGenerator;

/// <summary>What a server holds in memory for many pods of 3 KB.</summary>
internal static class MemoryScenario
{
    private const int Writers = 64;
    private const int Sample = 500;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    private static string Pods => $"/api/v1/namespaces/{Load.Namespace}/pods";

    public static async Task RunAsync(Load load, int pods)
    {
        var empty = load.Meter.ReadResidentBytes();
        await load.RunAsync("create 3 KB pod", pods, Writers, index => load.Server.SendAsync(HttpMethod.Post, Pods, Bodies.LargePod(index)));
        var seeded = load.Meter.ReadResidentBytes();
        await Task.Delay(Rest);
        var resident = load.Meter.ReadResidentBytes();
        var sample = await load.Server.SendAsync(HttpMethod.Get, $"{Pods}?limit={Sample}", accept: "application/vnd.kubernetes.protobuf");
        var stored = (double)sample.Length / Sample * pods;
        var required = (stored * Required.MemoryFactor) + Required.MemoryBytes;
        Console.WriteLine(
            $"resident with {pods} pods of {stored / pods:F0} B ({stored / 1e6:F0} MB): {resident / 1e6:F0} MB after {Rest.TotalSeconds:F0} s "
            + $"({empty / 1e6:F0} MB empty, {seeded / 1e6:F0} MB at the end of the writes; required {required / 1e6:F0} MB)");
    }
}
