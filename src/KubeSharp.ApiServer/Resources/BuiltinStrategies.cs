using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The strategies of all built-in resources.</summary>
internal static class BuiltinStrategies
{
    public static ResourceStrategies Create()
    {
        var strategies = new ResourceStrategies();
        AddCore(strategies);
        return strategies;
    }

    private static void AddCore(ResourceStrategies strategies)
    {
        strategies.Add("", "pods", new PodStrategy());
    }
}
