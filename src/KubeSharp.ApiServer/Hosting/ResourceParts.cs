using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>The strategies and converters of the built-in resources.</summary>
internal static class ResourceParts
{
    public static void Add(ApiServerParts parts)
    {
        BuiltinStrategies.AddTo(parts.Strategies);
        BuiltinStrategies.AddTo(parts.Converters);
    }
}
