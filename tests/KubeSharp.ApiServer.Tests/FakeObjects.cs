using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Tests;

/// <summary>A store and its cache in one, filled by hand.</summary>
internal sealed class FakeObjects : IObjectStore
{
    private readonly Dictionary<(Type, string, string), ApiObject> _objects = [];

    /// <summary>How many changes were written.</summary>
    public int Writes { get; private set; }

    public FakeObjects Add(params ReadOnlySpan<ApiObject> objects)
    {
        foreach (var value in objects)
        {
            _objects[Key(value)] = value;
        }

        return this;
    }

    public void Remove(ApiObject value) => _objects.Remove(Key(value));

    public T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => (T?)_objects.GetValueOrDefault((typeof(T), ns, name));

    public IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T> => [.. _objects.Values.OfType<T>().Where(value => ns.Length == 0 || value.Metadata.Namespace == ns)];

    public ValueTask<T?> GetLatestAsync<T>(string ns, string name, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T> => ValueTask.FromResult(Get<T>(ns, name));

    public ValueTask<T?> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        value = value.Metadata.UID.Length > 0 ? value : value with { Metadata = value.Metadata with { UID = $"uid-{Writes}" } };
        if (!_objects.TryAdd(Key(value), value))
        {
            return ValueTask.FromResult<T?>(null);
        }

        Writes++;
        return ValueTask.FromResult<T?>(value);
    }

    public ValueTask<T?> UpdateAsync<T>(string ns, string name, Func<T, T> change, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T>
    {
        if (Get<T>(ns, name) is not { } current)
        {
            return ValueTask.FromResult<T?>(null);
        }

        var next = change(current);
        if (!ReferenceEquals(next, current))
        {
            Writes++;
            _objects[Key(next)] = next;
        }

        return ValueTask.FromResult<T?>(next);
    }

    public ValueTask<bool> DeleteAsync<T>(string ns, string name, Func<T, bool> isExpected, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T> =>
        ValueTask.FromResult(Get<T>(ns, name) is { } current && isExpected(current) && _objects.Remove(Key(current)));

    private static (Type Type, string Namespace, string Name) Key(ApiObject value) => (value.GetType(), value.Metadata.Namespace, value.Metadata.Name);
}
