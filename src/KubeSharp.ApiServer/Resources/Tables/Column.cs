namespace KubeSharp.ApiServer.Resources.Tables;

/// <summary>Short forms of the columns that tables are built of.</summary>
internal static class Column
{
    public static readonly TableColumn Name = DefaultTable.Name;
    public static readonly TableColumn Age = DefaultTable.Age;

    public static readonly TableColumn Containers = Wide("Containers", "Names of each container in the template.");
    public static readonly TableColumn Images = Wide("Images", "Images referenced by each container in the template.");
    public static readonly TableColumn Selector = Wide("Selector", "Label selector of the pods.");

    public static TableColumn Text(string name, string description) => new(name, "string", description);

    public static TableColumn Number(string name, string description) => new(name, "integer", description);

    public static TableColumn Flag(string name, string description) => new(name, "boolean", description);

    /// <summary>Shown only with <c>-o wide</c>.</summary>
    public static TableColumn Wide(string name, string description) => new(name, "string", description, Priority: 1);
}
