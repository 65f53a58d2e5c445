using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>The columns of kinds that have none of their own: the name and the time of creation.</summary>
public static class DefaultTable
{
    public static readonly TableColumn Name = new(
        "Name", "string", "Name must be unique within a namespace.", Format: "name");

    public static readonly TableColumn Age = new("Age", "string", "Time since the object was created.");

    public static readonly TableColumn CreatedAt = new("Created At", "date", "Time at which the object was created.");

    public static IReadOnlyList<TableColumn> Columns { get; } = [Name, CreatedAt];

    public static object?[] Cells(ApiObject value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Metadata.CreationTimestamp.ToString()];
}
