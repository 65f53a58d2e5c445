using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.ApiServer.Handlers.Lists;

namespace KubeSharp.ApiServer.Handlers.Watches;

/// <summary>Opens watches on the cache.</summary>
internal static class WatchHandler
{
    /// <summary>Thirty days; a timer does not take more than 49.</summary>
    private const long MostSeconds = 30 * 24 * 3600;

    /// <param name="name">The only object to watch; "" for all that the selectors let through.</param>
    /// <exception cref="ApiException">400, 422, or 504 for a revision that does not come.</exception>
    public static ValueTask<Watcher> OpenAsync(
        ResourceEndpoint endpoint, string ns, string name, ListOptions options, CancellationToken cancellationToken)
    {
        ListOptionsRules.ValidateWatch(options);
        var filter = EntryFilter.Make(endpoint, options.LabelSelector, options.FieldSelector);
        var revision = ListOptionsRules.Revision(options.ResourceVersion);
        if (ns.Length == 0 && endpoint.Resource.Namespaced && filter?.Namespace is { Length: > 0 } selected)
        {
            ns = selected;
        }

        if (name.Length == 0 && (ns.Length > 0 || !endpoint.Resource.Namespaced))
        {
            name = filter?.Name ?? "";
        }

        // Without initial events asked for or refused, an unset or zero revision means: begin with what there is.
        var initial = options.SendInitialEvents ?? (options.ResourceVersion is "" or "0");
        var start = new WatchStart
        {
            Namespace = ns,
            Name = name.Length == 0 ? null : name,
            Revision = revision,
            InitialState = initial,
            MarkInitialEnd = options is { SendInitialEvents: true, AllowWatchBookmarks: true },
            Bookmarks = options.AllowWatchBookmarks,
            Predicate = filter is null ? null : filter.Matches,
        };
        var at = options.ResourceVersion.Length == 0 ? ListAt.Latest : revision == 0 ? ListAt.Any : ListAt.NotOlderThan(revision);
        return endpoint.Store.WatchAsync(start, at, cancellationToken);
    }

    /// <summary>How long a watch lasts: as asked for, else for a random time, so that clients do not come back all at once.</summary>
    public static TimeSpan Duration(ListOptions options, TimeSpan minimum) => options.TimeoutSeconds is { } seconds and > 0
        ? TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds))
        : minimum * (1 + Random.Shared.NextDouble());
}
