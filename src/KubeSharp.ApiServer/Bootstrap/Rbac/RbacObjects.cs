using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>The default roles and bindings as API objects.</summary>
internal static class RbacObjects
{
    public const string AutoUpdateAnnotation = "rbac.authorization.kubernetes.io/autoupdate";

    private const string Group = "rbac.authorization.k8s.io";
    private const string AggregatePrefix = "rbac.authorization.k8s.io/aggregate-to-";

    public static IEnumerable<ClusterRole> ClusterRoles =>
        UserRoles.All.Concat(SystemRoles.All).Concat(ControllerRoles.All).Concat(AddonRoles.All).Select(role => new ClusterRole
        {
            Metadata = Metadata("", role.Name, role.AggregatesTo),
            Rules = role.Rules,
            AggregationRule = role.AggregatesFrom.Length == 0 ? null : new AggregationRule
            {
                ClusterRoleSelectors =
                    [new LabelSelector { MatchLabels = default(ApiMap<string>).Set(AggregatePrefix + role.AggregatesFrom, "true") }],
            },
        });

    public static IEnumerable<Role> Roles => NamespaceRoles.All.Select(role => new Role
    {
        Metadata = Metadata(role.Namespace, role.Name, ""),
        Rules = role.Rules,
    });

    public static IEnumerable<ClusterRoleBinding> ClusterRoleBindings =>
        DefaultBindings.All.Where(binding => binding.Namespace.Length == 0).Select(binding => new ClusterRoleBinding
        {
            Metadata = Metadata("", binding.Name, ""),
            RoleRef = new RoleRef { APIGroup = Group, Kind = binding.RoleKind, Name = binding.RoleName },
            Subjects = binding.Subjects,
        });

    public static IEnumerable<RoleBinding> RoleBindings =>
        DefaultBindings.All.Where(binding => binding.Namespace.Length > 0).Select(binding => new RoleBinding
        {
            Metadata = Metadata(binding.Namespace, binding.Name, ""),
            RoleRef = new RoleRef { APIGroup = Group, Kind = binding.RoleKind, Name = binding.RoleName },
            Subjects = binding.Subjects,
        });

    private static ObjectMeta Metadata(string ns, string name, string aggregatesTo)
    {
        var labels = default(ApiMap<string>).Set("kubernetes.io/bootstrapping", "rbac-defaults");
        return new ObjectMeta
        {
            Namespace = ns,
            Name = name,
            Labels = aggregatesTo.Length == 0 ? labels : labels.Set(AggregatePrefix + aggregatesTo, "true"),
            Annotations = default(ApiMap<string>).Set(AutoUpdateAnnotation, "true"),
        };
    }
}
