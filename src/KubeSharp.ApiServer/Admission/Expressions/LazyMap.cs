using KubeSharp.Api.Documents;
using KubeSharp.Cel.Documents;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>A document that is made when an expression first looks into it.</summary>
internal sealed class LazyMap(Func<DocObject> make) : CelMap
{
    private DocMap? _map;

    public override int Count => Map.Count;

    public override IEnumerable<KeyValuePair<CelValue, CelValue>> Entries => Map.Entries;

    private DocMap Map => _map ??= new DocMap(make(), null);

    public override bool TryGet(in CelValue key, out CelValue value) => Map.TryGet(key, out value);

    public override bool TryGetField(string name, out CelValue value) => Map.TryGetField(name, out value);
}
