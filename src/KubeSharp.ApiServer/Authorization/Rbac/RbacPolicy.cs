using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>
/// All roles and bindings, kept up to date by <see cref="Apply"/>. A user's grants are compiled at the first question and again
/// after the policy changed.
/// </summary>
internal sealed class RbacPolicy
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoleKey, CompiledRule[]> _roles = [];
    private readonly Dictionary<string, Dictionary<RoleKey, (PolicyBinding Binding, Subject Subject)>> _bindingsBySubject = new(StringComparer.Ordinal);
    private readonly Dictionary<RoleKey, PolicyBinding> _bindings = [];
    private long _version = 1;

    /// <summary>Rises with each change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Takes a change over: an added object has no old form, a deleted one no new form. Other kinds are ignored.</summary>
    public void Apply(ApiObject? old, ApiObject? value)
    {
        var key = (value ?? old) is { } any ? new RoleKey(any.Metadata.Namespace, any.Metadata.Name) : default;
        lock (_lock)
        {
            switch (value ?? old)
            {
                case Role when !SetRole(key, (value as Role)?.Rules):
                case ClusterRole when !SetRole(key, (value as ClusterRole)?.Rules):
                    return;
                case Role or ClusterRole:
                    break;
                case RoleBinding:
                    SetBinding(key, value is RoleBinding binding ? new PolicyBinding(key.Namespace, key.Name, binding.RoleRef, binding.Subjects) : null);
                    break;
                case ClusterRoleBinding:
                    SetBinding(key, value is ClusterRoleBinding wide ? new PolicyBinding("", key.Name, wide.RoleRef, wide.Subjects) : null);
                    break;
                default:
                    return;
            }

            Volatile.Write(ref _version, _version + 1);
        }
    }

    public UserGrants Compile(UserInfo user)
    {
        lock (_lock)
        {
            var grants = new UserGrants(_version);
            AddGrants(grants, SubjectKeys.ForUser(user.Name));
            foreach (var group in user.Groups)
            {
                AddGrants(grants, SubjectKeys.ForGroup(group));
            }

            return grants;
        }
    }

    /// <summary>The rules behind a role reference; null when there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? RulesOf(RoleRef role, string bindingNamespace)
    {
        lock (_lock)
        {
            var key = new RoleKey(role.Kind == "Role" ? bindingNamespace : "", role.Name);
            return _roles.TryGetValue(key, out var rules) ? [.. rules.Select(rule => rule.Source)] : null;
        }
    }

    /// <summary>False if the role grants what it granted before: labels and field owners change often without that.</summary>
    private bool SetRole(RoleKey key, ApiList<PolicyRule>? rules)
    {
        if (rules is not { } present)
        {
            return _roles.Remove(key);
        }

        if (_roles.TryGetValue(key, out var before) && before.Select(rule => rule.Source).SequenceEqual(present))
        {
            return false;
        }

        _roles[key] = [.. present.Select(rule => new CompiledRule(rule))];
        return true;
    }

    private void SetBinding(RoleKey key, PolicyBinding? binding)
    {
        if (_bindings.Remove(key, out var previous))
        {
            foreach (var subject in previous.Subjects)
            {
                if (SubjectKeys.Of(subject, previous.Namespace) is { } name && _bindingsBySubject.TryGetValue(name, out var bindings))
                {
                    bindings.Remove(key);
                    if (bindings.Count == 0)
                    {
                        _bindingsBySubject.Remove(name);
                    }
                }
            }
        }

        if (binding is null)
        {
            return;
        }

        _bindings[key] = binding;
        foreach (var subject in binding.Subjects)
        {
            if (SubjectKeys.Of(subject, binding.Namespace) is { } name)
            {
                if (!_bindingsBySubject.TryGetValue(name, out var bindings))
                {
                    _bindingsBySubject[name] = bindings = [];
                }

                bindings[key] = (binding, subject);
            }
        }
    }

    private void AddGrants(UserGrants grants, string subjectKey)
    {
        if (!_bindingsBySubject.TryGetValue(subjectKey, out var bindings))
        {
            return;
        }

        foreach (var (binding, subject) in bindings.Values)
        {
            if (!_roles.TryGetValue(binding.Role, out var rules))
            {
                var kind = binding.RoleRef.Kind == "Role" ? "role" : "clusterrole";
                grants.AddError(binding.Namespace, $"{kind}.rbac.authorization.k8s.io \"{binding.RoleRef.Name}\" not found");
                continue;
            }

            var reason = binding.Describe(subject);
            foreach (var rule in rules)
            {
                grants.Add(binding.Namespace, new Grant(rule, reason));
            }
        }
    }
}
