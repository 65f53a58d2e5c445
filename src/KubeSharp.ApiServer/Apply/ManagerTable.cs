using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Apply;

/// <summary>The managedFields of an object while they are worked on.</summary>
internal sealed class ManagerTable
{
    private const int MaxUpdateManagers = 10;
    private const string AncientChanges = "ancient-changes";

    private readonly List<Manager> _managers;

    private ManagerTable(List<Manager> managers) => _managers = managers;

    public IReadOnlyList<Manager> Managers => _managers;

    /// <summary>If one entry cannot be read then none counts: nobody owns anything.</summary>
    public static ManagerTable Read(ApiList<ManagedFieldsEntry> entries) => new(TryRead(entries) ?? []);

    public static bool IsReadable(ApiList<ManagedFieldsEntry> entries) => TryRead(entries) is not null;

    public Manager GetOrAdd(string name, string operation, string apiVersion, string subresource)
    {
        var manager = _managers.Find(candidate => candidate.Is(name, operation, apiVersion, subresource));
        if (manager is null)
        {
            manager = new Manager(
                new ManagedFieldsEntry { Manager = name, Operation = operation, APIVersion = apiVersion, Subresource = subresource }, FieldSet.Empty);
            _managers.Add(manager);
        }

        return manager;
    }

    /// <summary>The versions in which managers own fields, but for one.</summary>
    public IReadOnlyCollection<string> OtherVersions(string apiVersion)
    {
        HashSet<string>? others = null;
        foreach (var manager in _managers)
        {
            if (manager.ApiVersion != apiVersion && !manager.Fields.IsEmpty)
            {
                (others ??= new HashSet<string>(StringComparer.Ordinal)).Add(manager.ApiVersion);
            }
        }

        return others ?? (IReadOnlyCollection<string>)[];
    }

    /// <summary>All fields of a version that have an owner.</summary>
    public FieldSet OwnedIn(string apiVersion) => _managers
        .Where(manager => manager.ApiVersion == apiVersion)
        .Aggregate(FieldSet.Empty, static (all, manager) => all.Union(manager.Fields));

    /// <summary>Takes from everybody what has changed or gone. Managers of a version that is not served any more are forgotten.</summary>
    /// <param name="changes">What a write does.</param>
    /// <param name="except">Keeps what it has.</param>
    public void Apply(FieldChanges changes, Manager? except = null)
    {
        _managers.RemoveAll(manager => changes.In(manager.ApiVersion) is null);
        foreach (var manager in _managers)
        {
            if (manager != except)
            {
                manager.Lose(changes.In(manager.ApiVersion)!);
            }
        }
    }

    public ApiList<ManagedFieldsEntry> Write() =>
    [
        .. _managers
            .Where(static manager => !manager.Fields.IsEmpty)
            .OrderBy(static manager => manager.IsApply ? 0 : 1)
            .ThenBy(static manager => manager.Seconds)
            .ThenBy(static manager => manager.Name, StringComparer.Ordinal)
            .ThenBy(static manager => manager.ApiVersion, StringComparer.Ordinal)
            .Select(static manager => manager.ToEntry()),
    ];

    /// <summary>
    /// Clients that name themselves anew with each update must not grow the object without end: of too many, the oldest of a version become one.
    /// </summary>
    public void MergeOldest()
    {
        var updates = _managers
            .Where(static manager => !manager.IsApply && !manager.Fields.IsEmpty)
            .OrderBy(static manager => manager.Seconds)
            .ThenBy(static manager => manager.Name, StringComparer.Ordinal)
            .ToList();
        var excess = updates.Count - MaxUpdateManagers;
        var firsts = new Dictionary<string, Manager>(StringComparer.Ordinal);
        foreach (var next in updates)
        {
            if (excess <= 0)
            {
                return;
            }

            if (firsts.TryAdd(next.ApiVersion, next))
            {
                continue;
            }

            var bucket = GetOrAdd(AncientChanges, Manager.UpdateOperation, next.ApiVersion, "");
            foreach (var old in (ReadOnlySpan<Manager>)[firsts[next.ApiVersion], next])
            {
                if (old != bucket)
                {
                    bucket.Gain(old.Fields, old.Time);
                    _managers.Remove(old);
                }
            }

            firsts[next.ApiVersion] = bucket;
            excess--;
        }
    }

    private static List<Manager>? TryRead(ApiList<ManagedFieldsEntry> entries)
    {
        var managers = new List<Manager>(entries.Count + 1);
        try
        {
            foreach (var entry in entries)
            {
                managers.Add(new Manager(entry, FieldSet.Parse(entry.FieldsV1)));
            }

            return managers;
        }
        catch (DecodeException)
        {
            // Written by something that does not know the format.
            return null;
        }
    }
}
