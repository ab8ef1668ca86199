import type { EntityManager } from "@mikro-orm/core";
import { OperatorError } from "../errors.ts";
import { parseUuid } from "../lib/uuid.ts";
import { Customer } from "./customer.entity.ts";

/**
 * Finds the customer whom an operator means.
 *
 * @param id may be left out where there is only one customer.
 * @throws {OperatorError} unless exactly one customer is meant.
 */
export async function findCustomer(em: EntityManager, id: string | undefined): Promise<Customer> {
  const customers = await em.find(Customer, id === undefined ? {} : { id: { $in: [parseUuid(id) ?? []].flat() } });
  const [customer] = customers;
  if (customer === undefined)
    throw new OperatorError("There is no such customer; 'tokenworks customers list' shows them.");
  if (customers.length > 1)
    throw new OperatorError("There are several customers: name one by its id; 'tokenworks customers list' shows them.");
  return customer;
}
