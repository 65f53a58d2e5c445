namespace KubeSharp.ApiServer.Tracing;

/// <summary>Where traces go: what a TracingConfiguration of apiserver.config.k8s.io says.</summary>
public sealed record TracingOptions
{
    /// <summary>Address of an OTLP collector that speaks gRPC, without TLS as upstream has it.</summary>
    public Uri Endpoint { get; init; } = new("http://localhost:4317");

    /// <summary>How many of a million requests are traced that no caller traces already.</summary>
    public int SamplingRatePerMillion { get; init; }
}
