using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.CustomResources.Printing;

/// <summary>The columns that <c>kubectl get</c> shows: the name, and what the definition lists, or the age.</summary>
internal sealed class PrinterColumns
{
    private readonly List<(string Type, FieldQuery? Query)> _queries = [];

    public PrinterColumns(CustomResourceDefinitionVersion version)
    {
        var columns = new List<TableColumn> { Column.Name };
        foreach (var column in version.AdditionalPrinterColumns)
        {
            columns.Add(new TableColumn(column.Name, column.Type, Description(column), column.Priority, column.Format));
            _queries.Add((column.Type, FieldQuery.Parse(column.JSONPath)));
        }

        if (_queries.Count == 0)
        {
            columns.Add(Column.Age);
            _queries.Add(("date", FieldQuery.Parse(".metadata.creationTimestamp")));
        }

        Columns = columns;
    }

    public IReadOnlyList<TableColumn> Columns { get; }

    public object?[] Cells(CustomObject value, DateTimeOffset now)
    {
        var document = value.Document();
        document["metadata"] = DocNode.Parse(JsonCodec.EncodeBare(value.Metadata));
        var cells = new object?[_queries.Count + 1];
        cells[0] = value.Metadata.Name;
        for (var i = 0; i < _queries.Count; i++)
        {
            var (type, query) = _queries[i];
            cells[i + 1] = query?.Find(document) is { Count: > 0 } found ? Cell(type, found, now) : null;
        }

        return cells;
    }

    private static string Description(CustomResourceColumnDefinition column) => column.Description.Length > 0
        ? column.Description
        : $"Custom resource definition column (in JSONPath format): {column.JSONPath}";

    private static object? Cell(string type, IReadOnlyList<DocNode> found, DateTimeOffset now)
    {
        if (type == "string")
        {
            return string.Join(' ', found.Select(value => value is DocScalar scalar ? (scalar.IsNull ? "" : scalar.Text) : value.ToString()));
        }

        return (type, found[0]) switch
        {
            (_, { IsNull: true }) => null,
            ("date", DocScalar { Kind: DocScalarKind.String } text) =>
                DateTimeOffset.TryParse(text.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? HumanDuration.Format(now - time)
                    : "<invalid>",
            ("integer", DocScalar { Kind: DocScalarKind.Number } number) =>
                long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer : number.Text,
            ("boolean", DocScalar { Kind: DocScalarKind.Bool } flag) => flag.Text == "true",
            ("number", DocScalar { Kind: DocScalarKind.Number } number) => number.Text,
            _ => null,
        };
    }
}
