using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>Columns of both kinds of bindings.</summary>
internal static class BindingTable
{
    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Role", "Role that is granted."),
        Column.Age,
        Column.Wide("Users", "Users in the binding"),
        Column.Wide("Groups", "Groups in the binding"),
        Column.Wide("ServiceAccounts", "ServiceAccounts in the binding"),
    ];

    public static object?[] Cells(ObjectMeta meta, RoleRef role, ApiList<Subject> subjects, DateTimeOffset now) =>
    [
        meta.Name,
        role.Kind + "/" + role.Name,
        CellText.Age(meta, now),
        Names(subjects, "User"),
        Names(subjects, "Group"),
        Names(subjects, "ServiceAccount"),
    ];

    private static string Names(ApiList<Subject> subjects, string kind)
    {
        var names = new List<string>();
        foreach (var subject in subjects)
        {
            if (subject.Kind == kind)
            {
                names.Add(kind == "ServiceAccount" ? subject.Namespace + "/" + subject.Name : subject.Name);
            }
        }

        return string.Join(", ", names);
    }
}
