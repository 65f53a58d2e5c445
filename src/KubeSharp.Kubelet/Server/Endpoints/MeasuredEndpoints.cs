using System.Buffers;
using System.Text;
using KubeSharp.Kubelet.Stats;
using KubeSharp.Serving;
using Prometheus;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/stats and /metrics.</summary>
internal static class MeasuredEndpoints
{
    private const string ProbePrefix = "prober_";

    public static WriterEndpoint Stats(UsageReader usage, string nodeName) => new(async (page, output, cancellationToken) =>
    {
        if (page is not ("" or "summary"))
        {
            return null;
        }

        SummaryJson.Write(nodeName, await usage.ReadAsync(cancellationToken), output);
        return PlainResponse.Json;
    });

    public static WriterEndpoint Metrics(UsageReader usage) => new(async (page, output, cancellationToken) =>
    {
        switch (page)
        {
            case "":
                output.Write(await OwnAsync(cancellationToken));
                return PlainResponse.Metrics;
            case "resource":
                ResourceMetricsText.Write(await usage.ReadAsync(cancellationToken), output);
                return PlainResponse.Metrics;
            case "cadvisor":
                CadvisorMetricsText.Write(await usage.ReadAsync(cancellationToken), output);
                return PlainResponse.Metrics;
            case "probes":
                WriteProbes(await OwnAsync(cancellationToken), output);
                return PlainResponse.Metrics;
            default:
                return null;
        }
    });

    private static async Task<byte[]> OwnAsync(CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await Prometheus.Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text, cancellationToken);
        return text.ToArray();
    }

    /// <summary>Probes have a page of their own: there is a series for each container of each pod.</summary>
    private static void WriteProbes(byte[] metrics, IBufferWriter<byte> output)
    {
        foreach (var line in Encoding.UTF8.GetString(metrics).Split('\n'))
        {
            var name = line.StartsWith("# ", StringComparison.Ordinal) ? line.Split(' ', 4).ElementAtOrDefault(2) ?? "" : line;
            if (name.StartsWith(ProbePrefix, StringComparison.Ordinal))
            {
                Encoding.UTF8.GetBytes(line + "\n", output);
            }
        }
    }
}
