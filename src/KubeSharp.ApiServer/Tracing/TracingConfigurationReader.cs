using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Tracing;

/// <summary>Reads --tracing-config-file: TracingConfiguration of apiserver.config.k8s.io.</summary>
public static class TracingConfigurationReader
{
    private const int Million = 1_000_000;

    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public static TracingOptions Read(string path) => Parse(ConfigurationFile.ReadBytes(path), path);

    internal static TracingOptions Parse(ReadOnlyMemory<byte> content, string path) => ConfigurationFile.Parse(
        content, path, "TracingConfiguration",
        ["apiserver.config.k8s.io/v1", "apiserver.config.k8s.io/v1beta1", "apiserver.config.k8s.io/v1alpha1"], Read);

    private static TracingOptions Read(ConfigurationNode root)
    {
        var options = new TracingOptions();
        if (root.Text("endpoint") is { Length: > 0 } endpoint)
        {
            // Host and port; upstream takes the names of gRPC too, of which only dns makes sense here.
            var address = endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : "http://" + endpoint;
            options = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? options with { Endpoint = uri }
                : throw root.Error("endpoint", $"Invalid value: \"{endpoint}\": must be an address of host and port");
        }

        var rate = root.Number("samplingRatePerMillion", 0);
        root.End();
        return rate switch
        {
            < 0 => throw root.Error("samplingRatePerMillion", $"Invalid value: {rate}: sampling rate must be positive"),
            > Million => throw root.Error(
                "samplingRatePerMillion", $"Invalid value: {rate}: sampling rate per million must be less than or equal to one million"),
            _ => options with { SamplingRatePerMillion = rate },
        };
    }
}
