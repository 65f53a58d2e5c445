using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KubeSharp.ApiServer.Tracing;

/// <summary>Sends the spans of this server to a collector, in batches behind the requests' backs.</summary>
internal sealed class Tracer : IDisposable
{
    private const double Million = 1_000_000;

    private readonly TracerProvider _provider;

    public Tracer(TracingOptions options) => _provider = Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(static resource => resource.AddService("apiserver"))
        .AddSource(Spans.Source.Name)
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SamplingRatePerMillion / Million)))
        .AddOtlpExporter(exporter =>
        {
            exporter.Endpoint = options.Endpoint;
            exporter.Protocol = OtlpExportProtocol.Grpc;
        })
        .Build();

    /// <summary>Sends what has come together.</summary>
    public void Dispose() => _provider.Dispose();
}
