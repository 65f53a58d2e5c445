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

    /// <summary>Entries that cannot be read are dropped: nobody then owns what they named.</summary>
    public static ManagerTable Read(ApiList<ManagedFieldsEntry> entries)
    {
        var managers = new List<Manager>(entries.Count + 1);
        foreach (var entry in entries)
        {
            try
            {
                managers.Add(new Manager(entry, FieldSet.Parse(entry.FieldsV1)));
            }
            catch (DecodeException)
            {
                // Written by something that does not know the format.
            }
        }

        return new ManagerTable(managers);
    }

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

    /// <param name="now">Time of entries that changed.</param>
    /// <param name="applier">The manager of this apply, whose version becomes that of the request; null for an update.</param>
    /// <param name="apiVersion">The version of the request.</param>
    public ApiList<ManagedFieldsEntry> Write(Time now, Manager? applier, string apiVersion)
    {
        MergeOldest();
        return
        [
            .. _managers
                .Where(manager => !manager.Fields.IsEmpty)
                .Select(manager => manager.ToEntry(now, manager == applier ? apiVersion : ""))
                .OrderBy(entry => entry.Operation, StringComparer.Ordinal)
                .ThenBy(entry => entry.Time?.Value ?? default)
                .ThenBy(entry => entry.Manager, StringComparer.Ordinal),
        ];
    }

    /// <summary>Clients that name themselves anew with each request must not grow the object without end.</summary>
    private void MergeOldest()
    {
        var updates = _managers.Where(manager => !manager.IsApply && !manager.Fields.IsEmpty).OrderBy(manager => manager.Entry.Time?.Value ?? DateTimeOffset.MaxValue).ToList();
        foreach (var oldest in updates.Take(updates.Count - MaxUpdateManagers))
        {
            var bucket = GetOrAdd(AncientChanges, Manager.UpdateOperation, oldest.Entry.APIVersion, "");
            if (bucket != oldest)
            {
                bucket.Fields = bucket.Fields.Union(oldest.Fields);
                _managers.Remove(oldest);
            }
        }
    }
}
