using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Versions;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>The strategies and converters of the built-in resources.</summary>
internal static class ResourceParts
{
    public static void Add(ApiServerParts parts)
    {
        BuiltinStrategies.AddTo(parts.Strategies);
        BuiltinConverters.AddTo(parts.Converters);
    }
}
