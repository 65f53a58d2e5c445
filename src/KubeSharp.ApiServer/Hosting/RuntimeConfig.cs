using KubeSharp.Api;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>--runtime-config: which resources are served.</summary>
internal static class RuntimeConfig
{
    /// <summary>What is said of the resource counts most, then of its group version, then of versions as stable as it, then of all.</summary>
    public static bool IsEnabled(IReadOnlyDictionary<string, bool> config, ApiResource resource)
    {
        var version = resource.ApiVersion;
        return config.TryGetValue(version + "/" + resource.Name, out var enabled)
            || config.TryGetValue(version, out enabled)
            || config.TryGetValue(Stability(resource.Version), out enabled)
            || config.TryGetValue("api/all", out enabled)
                ? enabled
                : resource.EnabledByDefault;
    }

    private static string Stability(string version) =>
        version.Contains("alpha", StringComparison.Ordinal) ? "api/alpha"
        : version.Contains("beta", StringComparison.Ordinal) ? "api/beta"
        : "api/ga";
}
