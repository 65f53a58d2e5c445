using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Tests;

/// <summary>A cache filled by hand.</summary>
internal sealed class FakeObjects : IObjectLookup
{
    private readonly Dictionary<(Type, string, string), ApiObject> _objects = [];

    public FakeObjects Add(params ReadOnlySpan<ApiObject> objects)
    {
        foreach (var value in objects)
        {
            _objects[(value.GetType(), value.Metadata.Namespace, value.Metadata.Name)] = value;
        }

        return this;
    }

    public void Remove(ApiObject value) => _objects.Remove((value.GetType(), value.Metadata.Namespace, value.Metadata.Name));

    public T? Get<T>(string ns, string name)
        where T : ApiObject, IApiKind<T> => (T?)_objects.GetValueOrDefault((typeof(T), ns, name));

    public IEnumerable<T> List<T>(string ns = "")
        where T : ApiObject, IApiKind<T> => _objects.Values.OfType<T>().Where(value => ns.Length == 0 || value.Metadata.Namespace == ns);

    public ValueTask<T?> GetLatestAsync<T>(string ns, string name, CancellationToken cancellationToken)
        where T : ApiObject, IApiKind<T> => ValueTask.FromResult(Get<T>(ns, name));
}
