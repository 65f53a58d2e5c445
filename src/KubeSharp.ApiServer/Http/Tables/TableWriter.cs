using System.Buffers;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Http.Tables;

/// <summary>Writes a Table piece by piece: head, rows with a comma between, tail.</summary>
internal sealed class TableWriter(ResourceStrategy strategy, TableInclude include, DateTimeOffset now, bool isBeta)
{
    public void WriteHead(IBufferWriter<byte> output, ListMeta metadata, bool withColumns)
    {
        output.Write("{\"kind\":\"Table\",\"apiVersion\":\""u8);
        output.Write(MetadataView.ApiVersion(isBeta));
        output.Write("\",\"metadata\":"u8);
        ListHead.WriteMetadata(output, metadata);
        output.Write(",\"columnDefinitions\":"u8);
        if (withColumns)
        {
            WriteColumns(output);
        }
        else
        {
            output.Write("null"u8);
        }

        output.Write(",\"rows\":["u8);
    }

    public void WriteRow(IBufferWriter<byte> output, ApiObject stored, ApiObject served)
    {
        output.Write("{\"cells\":"u8);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartArray();
            foreach (var cell in strategy.Cells(stored, now))
            {
                WriteCell(writer, cell);
            }

            writer.WriteEndArray();
        }

        output.Write(",\"object\":"u8);
        switch (include)
        {
            case TableInclude.None:
                output.Write("null"u8);
                break;
            case TableInclude.Object:
                JsonCodec.Encode(served, output);
                break;
            default:
                MetadataView.Write(output, served.Metadata, isBeta);
                break;
        }

        output.Write("}"u8);
    }

    public static void WriteTail(IBufferWriter<byte> output) => output.Write("]}"u8);

    private void WriteColumns(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartArray();
        foreach (var column in strategy.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, column.Name);
            writer.WriteString("type"u8, column.Type);
            writer.WriteString("format"u8, column.Format);
            writer.WriteString("description"u8, column.Description);
            writer.WriteNumber("priority"u8, column.Priority);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(cell.ToString());
                break;
        }
    }
}
