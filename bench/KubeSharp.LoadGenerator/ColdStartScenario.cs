using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Storage;

namespace KubeSharp.LoadGenerator;

/// <summary>An API server on an embedded store that holds very many objects: from the start of the process until it is ready.</summary>
internal static class ColdStartScenario
{
    private const int Writers = 256;
    private const int PerNamespace = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(20);
    private static readonly string Text = new('x', 300);

    /// <param name="binary">The native binary.</param>
    /// <param name="directory">For the server's data; empty before and after.</param>
    /// <param name="objects">How many there are.</param>
    public static async Task RunAsync(string binary, string directory, int objects)
    {
        await SeedAsync(Path.Combine(directory, "store"), objects);
        var port = FreePort();
        var clock = Stopwatch.StartNew();
        using var server = Process.Start(new ProcessStartInfo(
            binary, ["apiserver", "--data-dir", directory, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1", "--secure-port", $"{port}"])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        try
        {
            await WaitForReadyAsync(port, clock);
            var meter = new CpuMeter([server.Id]);
            Console.WriteLine(
                $"start with {objects} stored objects: ready after {clock.Elapsed.TotalSeconds:F1} s (required {Required.ColdStart} s), "
                + $"{meter.ReadSeconds():F1} s of CPU, {meter.ReadResidentBytes() / 1e6:F0} MB resident");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task SeedAsync(string directory, int objects)
    {
        await using var store = StoreScenarios.Open(directory);
        var clock = Stopwatch.StartNew();
        var bytes = 0L;
        await Load.SpreadAsync(objects, Writers, async index =>
        {
            var (ns, name) = ($"load-{index / PerNamespace:D4}", $"cm-{index:D7}");
            var value = ProtobufCodec.Encode(new ConfigMap
            {
                Metadata = new ObjectMeta { Namespace = ns, Name = name, UID = Guid.NewGuid().ToString(), CreationTimestamp = Time.Now(TimeProvider.System) },
                Data = ApiMap<string>.From([new("index", $"{index}"), new("text", Text)]),
            });
            Interlocked.Add(ref bytes, value.Length);
            await store.CommitAsync(Transaction.PutIf($"/registry/configmaps/{ns}/{name}", 0, value));
        });
        Console.WriteLine($"{objects} objects of {bytes / objects} B stored in {clock.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task WaitForReadyAsync(int port, Stopwatch clock)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler);
        while (clock.Elapsed < Patience)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"https://127.0.0.1:{port}/readyz"));
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(PollPeriod);
        }

        throw new InvalidOperationException("the server does not get ready");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
