using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>The finalizers that tell the garbage collector what to do with dependents: orphan them, or delete them first.</summary>
internal static class GarbageCollectionFinalizers
{
    public const string Orphan = "orphan";
    public const string Foreground = "foregroundDeletion";

    public static ApiObject Apply(ResourceStrategy strategy, ApiObject value, DeleteOptions options)
    {
        var fallback = strategy.DefaultPropagationPolicy(value);
        if (fallback.Length == 0)
        {
            return value;
        }

        var finalizers = value.Metadata.Finalizers;
        var wanted = Wanted(finalizers, options, fallback);
        var has = finalizers.Contains(Orphan) ? Orphan : finalizers.Contains(Foreground) ? Foreground : "";
        if (wanted == has && !(finalizers.Contains(Orphan) && finalizers.Contains(Foreground)))
        {
            return value;
        }

        var changed = finalizers.Where(finalizer => finalizer is not (Orphan or Foreground)).ToList();
        if (wanted.Length > 0)
        {
            changed.Add(wanted);
        }

        return value with { Metadata = value.Metadata with { Finalizers = [.. changed] } };
    }

    private static string Wanted(ApiList<string> finalizers, DeleteOptions options, string fallback)
    {
        if (options.OrphanDependents is { } orphan)
        {
            return orphan ? Orphan : "";
        }

        switch (options.PropagationPolicy)
        {
            case "Orphan":
                return Orphan;
            case "Foreground":
                return Foreground;
            case "Background":
                return "";
        }

        // What the object says itself beats what is usual for its kind.
        return finalizers.Contains(Orphan) ? Orphan
            : finalizers.Contains(Foreground) ? Foreground
            : fallback == "Orphan" ? Orphan
            : "";
    }
}
