using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>metadata.generation: counts the changes of what a user wants.</summary>
internal static class Generations
{
    public static T First<T>(T value)
        where T : ApiObject => Set(value, 1);

    /// <summary>The generation of <paramref name="old"/>, one more if the spec changed.</summary>
    public static T Next<T>(T value, ApiObject old, bool changed)
        where T : ApiObject => Set(value, old.Metadata.Generation + (changed ? 1 : 0));

    private static T Set<T>(T value, long generation)
        where T : ApiObject =>
        value.Metadata.Generation == generation ? value : (T)(value with { Metadata = value.Metadata with { Generation = generation } });
}
