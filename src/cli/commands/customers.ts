import { type Command, Option } from "commander";
import { DETAIL_FLAGS } from "../customer-details.ts";
import type { AddWords, SetWords } from "../customers.ts";
import { choicesOf } from "../../config.ts";
import { examples } from "./examples.ts";

export function addCustomers(program: Command): void {
  const customers = program
    .command("customers")
    .summary("customers, their Api-Keys, prices and quotas")
    .description("Customers, their Api-Keys, prices and quotas, while the service is stopped.");
  customers
    .command("list")
    .summary("print each customer's id, agreement and name")
    .description("Prints each customer's id, agreement and name.")
    .option("--json", "as JSON, with address, prices and quotas")
    .addHelpText("after", examples("customers list", "customers list --json"))
    .action(async (words: { json?: boolean }) => (await import("../customers.ts")).listCustomers(words));
  withDetails(
    customers
      .command("add")
      .summary("add a customer and print its Api-Key")
      .description("Adds a customer, and prints its Api-Key this once.")
      .addOption(agreement("of the customer (default: AGREEMENT)"))
      .option("--api-key-file <file>", "holds the Api-Key that the customer has already, a UUID"),
  )
    .addHelpText("after", examples('customers add --company "Plant 2" --agreement basic'))
    .action(async (words: AddWords) => (await import("../customers.ts")).addCustomer(words));
  customers
    .command("key")
    .argument("[customer]", "an id; may be left out where there is only one customer")
    .summary("replace a customer's Api-Key and print the new one")
    .description("Replaces a customer's Api-Key by a new one, and prints it this once. Its sessions stay open.")
    .addHelpText("after", examples("customers key"))
    .action(async (customer: string | undefined) => (await import("../customers.ts")).giveKey(customer));
  addSet(customers);
  addRevoke(customers);
}

function addSet(customers: Command): void {
  withDetails(
    customers
      .command("set")
      .argument("[customer]", "an id; may be left out where there is only one customer")
      .summary("set a customer's name, address, agreement, prices and quotas")
      .description(
        "Sets a customer's name, address, agreement, prices and quotas, and prints what prices and quotas hold then.",
      )
      .addOption(agreement("which brings its limits, prices and quotas"))
      .option(
        "--price <name=amount...>",
        "in the place of the agreement's: job, digit, metrics or rebate, such as digit=0.0005; agreement for the agreement's own",
      )
      .option(
        "--quota <name=number...>",
        "in the place of the agreement's, such as openLines=500; none for no limit of requestsPerSecond, agreement for the agreement's own",
      ),
  )
    .addHelpText(
      "after",
      examples(
        "customers set --quota openLines=500",
        "customers set --price digit=0.0005 rebate=2",
        'customers set --city "Ulm" --agreement basic',
      ),
    )
    .action(async (customer: string | undefined, words: SetWords) =>
      (await import("../customers.ts")).setCustomer(customer, words),
    );
}

function addRevoke(customers: Command): void {
  customers
    .command("revoke")
    .argument("<customer>", "an id")
    .summary("take a customer's Api-Keys away")
    .description(
      'Takes a customer\'s Api-Keys away: it opens no session any more. Its lines and payments stay; "customers key" lets it in again.',
    )
    .option("--close-sessions", "close its sessions, too, which deletes their lines")
    .addHelpText("after", examples("customers revoke 8f14e45f-ceea-467f-a0e6-2f1f0c7b5d3a"))
    .action(async (customer: string, words: { closeSessions?: boolean }) =>
      (await import("../customers.ts")).revokeCustomer(customer, words),
    );
}

function agreement(description: string): Option {
  return new Option("--agreement <name>", description).choices([...(choicesOf("AGREEMENT") ?? [])]);
}

function withDetails(command: Command): Command {
  for (const [flag, what] of DETAIL_FLAGS) command.option(`--${flag} <text>`, what);
  return command;
}
