using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The policies that have bindings, by name. Told of changes by two tasks; readers see one consistent list.</summary>
internal sealed class ValidatingPolicySource
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, ValidatingPolicy> _policies = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ValidatingAdmissionPolicyBinding> _bindings = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<(ValidatingPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> _active = [];

    public IReadOnlyList<(ValidatingPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> Active => _active;

    public void Changed(ApiObject value)
    {
        lock (_lock)
        {
            switch (value)
            {
                case ValidatingAdmissionPolicy policy:
                    if (_policies.TryGetValue(policy.Metadata.Name, out var before) && before.Source.Spec == policy.Spec)
                    {
                        return;
                    }

                    _policies[policy.Metadata.Name] = ValidatingPolicy.Of(policy);
                    break;
                case ValidatingAdmissionPolicyBinding binding:
                    _bindings[binding.Metadata.Name] = binding;
                    break;
            }

            Publish();
        }
    }

    public void Removed(ApiObject value)
    {
        lock (_lock)
        {
            if (value is ValidatingAdmissionPolicy)
            {
                _policies.Remove(value.Metadata.Name);
            }
            else
            {
                _bindings.Remove(value.Metadata.Name);
            }

            Publish();
        }
    }

    private void Publish() => _active =
    [
        .. _policies.Values
            .Select(policy => (policy, Bindings: (IReadOnlyList<PolicyBinding>)
                [.. _bindings.Values.Where(binding => binding.Spec.PolicyName == policy.Name).Select(PolicyBinding.Of)]))
            .Where(active => active.Bindings.Count > 0),
    ];
}
