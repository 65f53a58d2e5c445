using KubeSharp.Api;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The policies of one sort that have bindings, by name. Told of changes by two tasks; readers see one consistent list.</summary>
/// <param name="compile">Makes a policy ready for use.</param>
/// <param name="bind">Reads a binding.</param>
internal sealed class PolicySource<TPolicy>(Func<ApiObject, TPolicy> compile, Func<ApiObject, PolicyBinding> bind)
    where TPolicy : AdmissionPolicy
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, TPolicy> _policies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PolicyBinding> _bindings = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<(TPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> _active = [];

    public IReadOnlyList<(TPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> Active => _active;

    public void PolicyChanged(ApiObject value)
    {
        lock (_lock)
        {
            if (_policies.TryGetValue(value.Metadata.Name, out var before) && before.IsMadeOf(value))
            {
                return;
            }

            _policies[value.Metadata.Name] = compile(value);
            Publish();
        }
    }

    public void PolicyRemoved(ApiObject value)
    {
        lock (_lock)
        {
            _policies.Remove(value.Metadata.Name);
            Publish();
        }
    }

    public void BindingChanged(ApiObject value)
    {
        lock (_lock)
        {
            _bindings[value.Metadata.Name] = bind(value);
            Publish();
        }
    }

    public void BindingRemoved(ApiObject value)
    {
        lock (_lock)
        {
            _bindings.Remove(value.Metadata.Name);
            Publish();
        }
    }

    private void Publish()
    {
        var bindings = _bindings.Values.ToLookup(binding => binding.Policy, StringComparer.Ordinal);
        _active =
        [
            .. _policies.Values
                .Where(policy => bindings.Contains(policy.Name))
                .Select(policy => (policy, (IReadOnlyList<PolicyBinding>)[.. bindings[policy.Name]])),
        ];
    }
}
